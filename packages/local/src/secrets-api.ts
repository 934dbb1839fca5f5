import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Secret } from './kept-secrets.ts';
import { readRequestBody } from './read-request-body.ts';
import { isRecord, type Properties } from './template-properties.ts';

/** A request names a secret and nothing else. */
const bodyBytesMax = 4_096;

/** What is answered; the SDK tells one no from another by `__type`. */
type Answer = { readonly statusCode: number; readonly body: Properties };

const no = (type: string, message: string): Answer => ({
  statusCode: 400,
  body: { __type: type, Message: message },
});

function inputOf(body: Buffer | undefined): Properties | undefined {
  try {
    const input: unknown = JSON.parse(body?.toString() ?? '');
    return isRecord(input) ? input : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Secrets Manager's `GetSecretValue`, by ARN or name, of the text as it stands; a version cannot be asked for. Signatures are
 * not checked: only this machine gets here.
 */
export function createSecretsApi(secrets: readonly Secret[]): RequestListener {
  const madeAtS = Date.now() / 1_000;

  const answer = (target: unknown, body: Buffer | undefined): Answer => {
    if (target !== 'secretsmanager.GetSecretValue')
      return no('UnknownOperationException', `the local secrets do not know ${String(target)}`);
    const input = inputOf(body);
    if (typeof input?.SecretId !== 'string')
      return no('ValidationException', 'SecretId must be the ARN or the name of a secret');
    if (input.VersionId !== undefined || input.VersionStage !== undefined)
      return no('InvalidParameterException', 'the local secrets have one version, which is not asked for');
    const secret = secrets.find(({ arn, name }) => input.SecretId === arn || input.SecretId === name);
    if (secret === undefined)
      return no('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return {
      statusCode: 200,
      body: {
        ARN: secret.arn,
        Name: secret.name,
        SecretString: secret.text,
        VersionId: '00000000-0000-0000-0000-000000000001',
        VersionStages: ['AWSCURRENT'],
        CreatedDate: madeAtS,
      },
    };
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const given = await readRequestBody(request, bodyBytesMax);
    const { statusCode, body } = answer(request.headers['x-amz-target'], given);
    response.writeHead(statusCode, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(body));
  };
  // A request that ends before it is whole has nobody left to answer.
  return (request, response) => void serve(request, response).catch(() => response.destroy());
}
