import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BroadcastWay, broadcastWays } from '@gaveldrop/adapters/names';
import { App, DefaultStackSynthesizer, type IStackSynthesizer } from 'aws-cdk-lib/core';
import type { Metafile } from 'esbuild';
import { bundleFunctions } from './bundle-functions.ts';
import { GaveldropStack } from './gaveldrop-stack.ts';
import { repositoryRoot } from './repository-root.ts';

export interface SynthesizeOptions {
  /** Where the assembly is written: the template and what it refers to. */
  readonly outdir: string;
  /** The folder of built pages, `packages/web/dist` unless said otherwise. */
  readonly webDir?: string;
  /** Whether to bring a Cognito user pool, instead of parameters that name an issuer. Context: `userPool=true`. */
  readonly userPool?: boolean;
  /** The SNS topic that is told of alarms. Context: `alarmTopicArn`. */
  readonly alarmTopicArn?: string;
  /** How viewers are reached: `connections`, or `events` with an AppSync Event API. Context: `broadcast`. */
  readonly broadcast?: BroadcastWay;
  /** Whether to hold the template against CloudFormation's schemas too: two seconds, well spent before a deployment. */
  readonly validate?: boolean;
}

/** A synthesized template, as far as its readers agree on its shape. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Synthesized {
  readonly assemblyDir: string;
  readonly templatePath: string;
  readonly template: Template;
  /** What went into each function's bundle. */
  readonly bundles: Metafile;
}

/** @throws an error that says what there is to choose from. */
const broadcastWay = (value: string): BroadcastWay => {
  const way = broadcastWays.find((one) => one === value);
  if (way === undefined)
    throw new Error(`The setting broadcast must be ${broadcastWays.join(' or ')}, not ${value}.`);
  return way;
};

/**
 * Writes the stack's template, with the bundles of the functions and the pages, to `outdir`. It needs no account, no
 * network and no credentials, and the same sources give the same template.
 * @throws when the pages have not been built, a function does not compile or a setting makes no sense.
 */
export const synthesize = (options: SynthesizeOptions): Synthesized => {
  const webDir = resolve(options.webDir ?? join(repositoryRoot, 'packages/web/dist'));
  if (!existsSync(join(webDir, 'index.html'))) {
    throw new Error(`There are no pages in ${webDir}: build the web first. "npm run synth" does both.`);
  }

  const bundlesDir = mkdtempSync(join(tmpdir(), 'gaveldrop-bundles-'));
  try {
    const bundles = bundleFunctions(bundlesDir);
    const app = new App({
      outdir: resolve(options.outdir),
      autoSynth: false,
      analyticsReporting: false,
      performanceReporting: false,
      treeMetadata: false,
      builtinCloudFormationValidation: options.validate ?? false,
      stackTraces: false,
      context: { '@aws-cdk/core:validateAgainstDefaultRules': true },
    });
    const fromContext = (key: string): string | undefined => {
      const value: unknown = app.node.tryGetContext(key);
      return value === undefined ? undefined : String(value);
    };
    const stack = new GaveldropStack(app, 'Gaveldrop', {
      description: 'Gaveldrop: live drops of collectibles.',
      bundles: bundlesDir,
      webDir,
      userPool: options.userPool ?? fromContext('userPool') === 'true',
      alarmTopicArn: options.alarmTopicArn ?? fromContext('alarmTopicArn'),
      broadcast: broadcastWay(options.broadcast ?? fromContext('broadcast') ?? 'connections'),
      // The CLI checks the bootstrap version by itself; without the rule the template needs no look-up in an account.
      // The library's own types do not agree with `exactOptionalPropertyTypes`, hence the cast.
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) as IStackSynthesizer,
    });
    const assembly = app.synth();
    const { templateFullPath } = assembly.getStackByName(stack.stackName);
    return {
      assemblyDir: assembly.directory,
      templatePath: templateFullPath,
      template: JSON.parse(readFileSync(templateFullPath, 'utf8')) as Template,
      bundles,
    };
  } finally {
    rmSync(bundlesDir, { recursive: true, force: true });
  }
};
