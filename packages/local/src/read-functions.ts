import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AssetFolder } from './asset-folder.ts';
import { RunnerRefusal } from './runner-refusal.ts';
import { readOptional, readRecord, readText, readWhole } from './template-properties.ts';
import type { TemplateValues } from './template-values.ts';

/** A Lambda function of the template. */
export type FunctionPlan = {
  /** Its name on AWS, as its ARN ends. */
  readonly functionName: string;
  readonly arn: string;
  /** What people call it: the logical id without the CDK's hash and without `Function`. */
  readonly name: string;
  readonly entryFile: string;
  readonly exportName: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
};

/** True when people mean this function by `name`: `bid` means `FunctionsBid`, and `connect` not `FunctionsDisconnect`. */
export const isCalled = (plan: FunctionPlan, name: string): boolean =>
  plan.name.toLowerCase() === name.toLowerCase() ||
  plan.name.endsWith(`${name.slice(0, 1).toUpperCase()}${name.slice(1)}`);

/** Finds a function by its ARN or its name. @throws RunnerRefusal when there is none. */
export type FindFunction = (arnOrName: string) => FunctionPlan;

function entryOf(folder: string, module: string, logicalId: string): string {
  const found = ['mjs', 'js', 'cjs']
    .map((ending) => join(folder, `${module}.${ending}`))
    .find((file) => existsSync(file));
  if (found === undefined) throw new RunnerRefusal(`${logicalId} has no ${module}.mjs in ${folder}`);
  return found;
}

/**
 * The template's Node functions, read when they are asked for: the CDK's own providers are in the template too, but no
 * event here leads to them, so they are never read.
 */
export function readFunctions(values: TemplateValues, assets: AssetFolder): FindFunction {
  const plans = new Map<string, FunctionPlan>();
  const functions = values.resources('AWS::Lambda::Function');

  return (arnOrName) => {
    const functionName = arnOrName.includes(':function:')
      ? (arnOrName.split(':function:')[1] ?? '').split(/[:/]/)[0]
      : arnOrName;
    const resource = functions.find(
      ({ logicalId, properties }) => (properties.FunctionName ?? logicalId) === functionName,
    );
    if (functionName === undefined || resource === undefined) {
      throw new RunnerRefusal(`the template has no function ${arnOrName}`);
    }
    const known = plans.get(functionName);
    if (known !== undefined) return known;

    const { logicalId, properties } = resource;
    const runtime = readText(properties.Runtime, `${logicalId}.Runtime`);
    if (!runtime.startsWith('nodejs')) {
      throw new RunnerRefusal(`${logicalId} runs on ${runtime}; the local runner only runs Node`);
    }
    const code = readRecord(properties.Code, `${logicalId}.Code`);
    const [module = '', exportName = ''] = readText(properties.Handler, `${logicalId}.Handler`).split('.');
    const environment = readRecord(
      readOptional(readRecord, properties.Environment, `${logicalId}.Environment`)?.Variables ?? {},
      `${logicalId}.Environment`,
    );
    const plan: FunctionPlan = {
      functionName,
      arn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
      name: logicalId.replace(/(Function)?[0-9A-F]{8}$/, ''),
      entryFile: entryOf(assets(readText(code.S3Key, `${logicalId}.Code`)), module, logicalId),
      exportName,
      timeoutMs: 1_000 * (readOptional(readWhole, properties.Timeout, `${logicalId}.Timeout`) ?? 3),
      memoryMb: readOptional(readWhole, properties.MemorySize, `${logicalId}.MemorySize`) ?? 128,
      environment: Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [name, readText(value, `${logicalId} ${name}`)]),
      ),
    };
    plans.set(functionName, plan);
    return plan;
  };
}
