import { expect, onTestFinished, test } from 'vitest';
import { openServer } from '../../../packages/local/src/open-server.ts';
import { createSecretsApi } from '../../../packages/local/src/secrets-api.ts';

const arn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:Keys-a1b2c3';

type Asked = { readonly target?: string; readonly body: string };

async function ask({ target = 'secretsmanager.GetSecretValue', body }: Asked): Promise<unknown[]> {
  const server = await openServer('127.0.0.1', 0, 'secrets');
  onTestFinished(server.stop);
  server.serve(createSecretsApi([{ arn, name: 'Keys', text: 'hush' }]));
  const answer = await fetch(`http://127.0.0.1:${server.port}/`, {
    method: 'POST',
    headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' },
    body,
  });
  const text = await answer.text();
  if (answer.status !== 200) expect(text).not.toContain('hush');
  return [answer.status, answer.headers.get('content-type'), JSON.parse(text)];
}

test('[local] a secret is answered as Secrets Manager does', async () => {
  expect(await ask({ body: JSON.stringify({ SecretId: arn }) })).toEqual([
    200,
    'application/x-amz-json-1.1',
    {
      ARN: arn,
      Name: 'Keys',
      SecretString: 'hush',
      VersionId: expect.stringMatching(/^[\w-]{36}$/),
      VersionStages: ['AWSCURRENT'],
      CreatedDate: expect.any(Number),
    },
  ]);
});

test.each([
  ['another secret', { body: JSON.stringify({ SecretId: `${arn}x` }) }, 'ResourceNotFoundException'],
  ['no secret', { body: '{}' }, 'ValidationException'],
  ['no JSON', { body: '{' }, 'ValidationException'],
  ['too much', { body: JSON.stringify({ SecretId: arn, x: 'x'.repeat(5_000) }) }, 'ValidationException'],
  [
    'a version',
    { body: JSON.stringify({ SecretId: arn, VersionStage: 'AWSPREVIOUS' }) },
    'InvalidParameterException',
  ],
  [
    'another operation',
    { target: 'secretsmanager.PutSecretValue', body: JSON.stringify({ SecretId: arn }) },
    'UnknownOperationException',
  ],
])('[local] who asks for %s is refused, and told no secret', async (_, asked, type) => {
  expect(await ask(asked)).toMatchObject([400, 'application/x-amz-json-1.1', { __type: type }]);
});
