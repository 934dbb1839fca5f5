import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Synthesized,
  type SynthesizeOptions,
  synthesize,
  type Template,
  type TemplateResource,
} from '@gaveldrop/infra';

/** A page and a script, in place of the built pages. */
export const fixtureWebDir = fileURLToPath(new URL('fixtures/web', import.meta.url));

/** Synthesizes with the fixture's pages, and forgets the assembly. */
export const synthesizeFixture = (options: Partial<SynthesizeOptions> = {}): Synthesized => {
  const outdir = mkdtempSync(join(tmpdir(), 'gaveldrop-infra-'));
  try {
    return synthesize({ outdir, webDir: fixtureWebDir, ...options });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};

/** The resources of one type, by their names without the hash that the CDK puts behind each. */
export const resourcesOf = (template: Template, type: string): Record<string, TemplateResource> =>
  Object.fromEntries(
    Object.entries(template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([logicalId, resource]) => [withoutHash(logicalId), resource]),
  );

/** The properties of the one resource of this type and name. */
export const propertiesOf = (
  template: Template,
  type: string,
  name: string,
): Readonly<Record<string, unknown>> => {
  const resource = resourcesOf(template, type)[name];
  if (resource?.Properties === undefined) throw new Error(`the template has no ${type} called ${name}`);
  return resource.Properties;
};

const withoutHash = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

/** A value of the template as text that a person can read: `<TablesLots.Arn>/index/openLots`. */
export const readable = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[intrinsic, of] = ['', undefined]] = Object.entries(value);
  switch (intrinsic) {
    case 'Ref':
      return `<${withoutHash(String(of))}>`;
    case 'Fn::GetAtt':
      return `<${withoutHash(String((of as string[])[0]))}.${(of as string[])[1]}>`;
    case 'Fn::Join': {
      const [delimiter, parts] = of as [string, unknown[]];
      return Array.isArray(parts) ? parts.map(readable).join(delimiter) : `join(${readable(parts)})`;
    }
    case 'Fn::Split': {
      const [delimiter, text] = of as [string, unknown];
      return `split('${delimiter}', ${readable(text)})`;
    }
    case 'Fn::If': {
      const [condition, held, otherwise] = of as [string, unknown, unknown];
      return `if ${condition}: ${readable(held)} else: ${readable(otherwise)}`;
    }
    case 'Fn::Sub':
      return String(of).replaceAll(/\$\{([^}]+)\}/g, '<$1>');
    default:
      return JSON.stringify(value);
  }
};
