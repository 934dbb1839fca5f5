import { readFileSync } from 'node:fs';
import { type Saleroom, type SaleroomOptions, startSaleroom, type Template } from '@gaveldrop/local';
import { inject } from 'vitest';

/** The stack's own template. */
export const readTemplate = (): Template =>
  JSON.parse(readFileSync(inject('templatePath'), 'utf8')) as Template;

/** A table's name on this machine, by what the stack calls it. */
export function tableCalled(name: 'Lots' | 'Records' | 'Connections'): string {
  const found = Object.entries(readTemplate().Resources).find(
    ([logicalId, { Type }]) => Type === 'AWS::DynamoDB::Table' && logicalId.startsWith(`Tables${name}`),
  );
  if (found === undefined) throw new Error(`the template has no table ${name}`);
  return found[0];
}

/** Starts the real saleroom on free ports; what its functions log is kept in `logged`, for a test that fails to show. */
export async function openSaleroom(
  options: Partial<SaleroomOptions> = {},
): Promise<Saleroom & { readonly logged: readonly string[] }> {
  const logged: string[] = [];
  const saleroom = await startSaleroom({
    template: readTemplate(),
    assets: inject('assetsFolder'),
    log: (from, line) => logged.push(`${from}: ${line.trim()}`),
    ...options,
  });
  return { ...saleroom, logged };
}
