import { resourceIdentity } from './resource-identity.ts';
import { RunnerRefusal } from './runner-refusal.ts';
import { readFlag, readRecord, readWhole } from './template-properties.ts';
import type { TemplateValues } from './template-values.ts';

/** A secret whose text is made at random, of letters and digits. */
export type SecretPlan = {
  readonly arn: string;
  readonly name: string;
  readonly characters: number;
};

/** What the runner knows of how a text is made. */
const known = new Set(['PasswordLength', 'ExcludePunctuation']);

/** The template's secrets. @throws RunnerRefusal for one whose text is not made of letters and digits alone. */
export function readSecrets(values: TemplateValues): readonly SecretPlan[] {
  return values.resources('AWS::SecretsManager::Secret').map(({ logicalId, type, properties }) => {
    const made = readRecord(properties.GenerateSecretString, `${logicalId}.GenerateSecretString`);
    const other = Object.keys(made).filter((name) => !known.has(name));
    if (other.length > 0 || !readFlag(made.ExcludePunctuation, `${logicalId}.ExcludePunctuation`)) {
      throw new RunnerRefusal(
        `${logicalId}: the local runner only makes secrets of letters and digits, not with ${other.join(', ') || 'punctuation'}`,
      );
    }
    const { ref } = resourceIdentity(logicalId, { Type: type, Properties: properties }, '');
    return {
      arn: ref,
      name: typeof properties.Name === 'string' ? properties.Name : logicalId,
      characters: readWhole(made.PasswordLength, `${logicalId}.PasswordLength`),
    };
  });
}
