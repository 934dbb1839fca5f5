import { CfnParameter, type CfnParameterProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** A CloudFormation parameter under exactly this name, wherever in the stack it is used. */
export const setting = (scope: Construct, name: string, props: CfnParameterProps): CfnParameter => {
  const parameter = new CfnParameter(scope, name, props);
  parameter.overrideLogicalId(name);
  return parameter;
};
