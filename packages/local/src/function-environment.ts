import { fakeCredentials, machine } from './machine.ts';
import type { FunctionPlan } from './read-functions.ts';

export type Endpoints = {
  readonly dynamodb: string;
  readonly sqs: string;
  /** With the stage, as the SDK needs it. */
  readonly connections: string;
  readonly secrets: string;
};

/** What a function finds in its environment: the template's variables, Lambda's own, and where the SDK's clients go. */
export function functionEnvironment(
  plan: FunctionPlan,
  endpoints: Endpoints,
): Readonly<Record<string, string>> {
  return {
    AWS_ACCESS_KEY_ID: fakeCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: fakeCredentials.secretAccessKey,
    AWS_REGION: machine.region,
    AWS_DEFAULT_REGION: machine.region,
    AWS_LAMBDA_FUNCTION_NAME: plan.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(plan.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${plan.functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    LAMBDA_TASK_ROOT: '/var/task',
    TZ: ':UTC',
    ...plan.environment,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: endpoints.connections,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secrets,
  };
}
