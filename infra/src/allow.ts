import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * One statement of a role: these actions on these resources, written out.
 * Grants that a library makes on our behalf are wider than we need and change with its versions.
 */
export const allow = (actions: readonly string[], ...resources: readonly string[]): iam.PolicyStatement =>
  new iam.PolicyStatement({ actions: [...actions], resources: [...resources] });
