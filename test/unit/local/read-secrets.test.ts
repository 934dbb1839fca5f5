import { expect, test } from 'vitest';
import { readSecrets } from '../../../packages/local/src/read-secrets.ts';
import { createTemplateValues } from '../../../packages/local/src/template-values.ts';

const secretsOf = (GenerateSecretString: object, Name?: string) => {
  const Properties = { GenerateSecretString, ...(Name === undefined ? {} : { Name }) };
  const template = { Resources: { Keys: { Type: 'AWS::SecretsManager::Secret', Properties } } };
  return readSecrets(
    createTemplateValues(template, {
      parameters: {},
      queueUrlBase: 'http://127.0.0.1:1',
      exchangeAddresses: (text) => text,
    }),
  );
};

test('[local] a secret goes by its own name, or else by its logical id, with six characters behind it in its ARN', () => {
  const arn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret';
  const made = { PasswordLength: 40, ExcludePunctuation: true };
  expect(secretsOf(made)).toEqual([{ arn: `${arn}:Keys-1d1jt6`, name: 'Keys', characters: 40 }]);
  expect(secretsOf(made, 'own')).toEqual([{ arn: `${arn}:own-1d1jt6`, name: 'own', characters: 40 }]);
});

test('[local] a secret that is made in another way is refused by name', () => {
  expect(() => secretsOf({ PasswordLength: 40 })).toThrow('Keys: the local runner only makes secrets of');
  expect(() =>
    secretsOf({
      PasswordLength: 40,
      ExcludePunctuation: true,
      IncludeSpace: true,
      RequireEachIncludedType: true,
    }),
  ).toThrow('not with IncludeSpace, RequireEachIncludedType');
});
