import type { DropForm } from './drop-form.ts';

type Preset = { readonly name: string; readonly fields: Partial<DropForm> };

/** The preset whose fields the form holds unchanged, if it holds one's. */
export function presetIn<T extends Preset>(presets: readonly T[], form: DropForm): T | undefined {
  const held: Readonly<Record<string, string>> = form;
  return presets.find(({ fields }) => Object.entries(fields).every(([key, value]) => held[key] === value));
}
