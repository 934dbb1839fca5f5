import { join } from 'node:path';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { allow } from './allow.ts';
import type { FunctionName } from './function-names.ts';

export interface SaleroomFunctionProps {
  readonly name: FunctionName;
  /** What it is for, as the console shows it. */
  readonly description: string;
  /** Where `bundleFunctions` wrote. */
  readonly bundles: string;
  readonly timeoutS: number;
  /** Memory buys processor time in proportion: 1,769 MB is one whole processor. */
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** All it may do, besides writing its own log. */
  readonly may: readonly iam.PolicyStatement[];
}

/** One Lambda function with its own role, which holds nothing but what is said here, and its own log. */
export class SaleroomFunction extends Construct {
  readonly lambda: lambda.Function;
  readonly timeout: Duration;

  constructor(scope: Construct, id: string, props: SaleroomFunctionProps) {
    super(scope, id);
    this.timeout = Duration.seconds(props.timeoutS);

    const log = new logs.LogGroup(this, 'Log', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        may: new iam.PolicyDocument({
          statements: [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], log.logGroupArn), ...props.may],
        }),
      },
    });

    this.lambda = new lambda.Function(this, 'Function', {
      description: props.description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(join(props.bundles, props.name)),
      handler: 'index.handler',
      timeout: this.timeout,
      memorySize: props.memoryMb,
      environment: { ...props.environment },
      role,
      logGroup: log,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
  }
}
