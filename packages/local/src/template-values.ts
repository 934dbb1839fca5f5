import { machine } from './machine.ts';
import { attributeOf, type ResourceIdentity, resourceIdentity } from './resource-identity.ts';
import { RunnerRefusal } from './runner-refusal.ts';
import type { Template, TemplateResource } from './template.ts';
import { isRecord, readList, readRecord, readText, readWhole } from './template-properties.ts';

/** A resource with every intrinsic function in its properties worked out. */
export type ResolvedResource = {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
};

export type TemplateValues = {
  /** Works out every intrinsic function in a value; `AWS::NoValue` is left out of objects and lists. */
  readonly resolve: (value: unknown) => unknown;
  /** The resources of these types whose condition holds, in the template's order. */
  readonly resources: (...types: readonly string[]) => readonly ResolvedResource[];
  /** The same with the addresses they would have on AWS, for what puts texts together before they can be exchanged. */
  readonly resourcesOnAws: (...types: readonly string[]) => readonly ResolvedResource[];
};

export type TemplateValuesOptions = {
  readonly parameters: Readonly<Record<string, string>>;
  /** Where the queue emulator answers, without the account: a queue's `Ref` is its URL. */
  readonly queueUrlBase: string;
  /** Exchanges addresses on AWS for local ones in each text of a resource's properties. */
  readonly exchangeAddresses: (text: string) => string;
};

const noValue = Symbol('AWS::NoValue');

/** CloudFormation itself spells what `Fn::Join` and `Fn::Sub` put together. */
function spell(value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new RunnerRefusal(`${what} needs text, not ${JSON.stringify(value)}`);
}

/**
 * The values of a template on this machine. `parameters` override defaults; a parameter with neither is refused when it is
 * used. @throws RunnerRefusal, here or on use, for what the runner cannot work out, naming it.
 */
export function createTemplateValues(
  template: Template,
  { parameters, queueUrlBase, exchangeAddresses }: TemplateValuesOptions,
): TemplateValues {
  const identities = new Map<string, ResourceIdentity>();
  const conditionsHeld = new Map<string, boolean>();

  for (const name of Object.keys(parameters)) {
    if (template.Parameters?.[name] === undefined)
      throw new RunnerRefusal(`the template has no parameter ${name}`);
  }

  const pseudoParameters: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': machine.accountId,
    'AWS::NoValue': noValue,
    'AWS::NotificationARNs': [],
    'AWS::Partition': machine.partition,
    'AWS::Region': machine.region,
    'AWS::StackId': `arn:${machine.partition}:cloudformation:${machine.region}:${machine.accountId}:stack/${machine.stackName}/local`,
    'AWS::StackName': machine.stackName,
    'AWS::URLSuffix': machine.urlSuffix,
  };

  const resourceOf = (logicalId: string): TemplateResource => {
    const resource = template.Resources[logicalId];
    if (resource === undefined)
      throw new RunnerRefusal(`the template refers to ${logicalId}, which it does not have`);
    return resource;
  };

  const identityOf = (logicalId: string): ResourceIdentity => {
    const known = identities.get(logicalId);
    if (known !== undefined) return known;
    const resource = resourceOf(logicalId);
    // Names may be intrinsic functions themselves, so they are resolved before the identity is made of them.
    const named = Object.fromEntries(
      Object.entries(resource.Properties ?? {})
        .filter(([key]) => /Name$|^FifoQueue$|^ProtocolType$/.test(key))
        .map(([key, value]) => [key, resolve(value)]),
    );
    const identity = resourceIdentity(logicalId, { ...resource, Properties: named }, queueUrlBase);
    identities.set(logicalId, identity);
    return identity;
  };

  const parameterValue = (name: string): unknown => {
    const parameter = template.Parameters?.[name];
    const value = parameters[name] ?? parameter?.Default;
    if (parameter === undefined || value === undefined) {
      throw new RunnerRefusal(`the template's parameter ${name} needs a value`);
    }
    const isList = parameter.Type === 'CommaDelimitedList' || parameter.Type.startsWith('List<');
    if (!isList) return typeof value === 'number' ? String(value) : value;
    return String(value)
      .split(',')
      .map((item) => item.trim());
  };

  const refer = (name: string): unknown => {
    if (name in pseudoParameters) return pseudoParameters[name];
    if (template.Parameters?.[name] !== undefined) return parameterValue(name);
    return identityOf(name).ref;
  };

  const getAttribute = (of: unknown): string => {
    const [logicalId, ...rest] = typeof of === 'string' ? of.split('.') : readList(resolve(of), 'Fn::GetAtt');
    const id = readText(logicalId, 'Fn::GetAtt');
    return attributeOf(id, identityOf(id), rest.map((part) => readText(part, 'Fn::GetAtt')).join('.'));
  };

  const substitute = (of: unknown): string => {
    const [text, given] = typeof of === 'string' ? [of, {}] : readList(of, 'Fn::Sub');
    const own = isRecord(given) ? given : {};
    return readText(text, 'Fn::Sub').replaceAll(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`;
      if (name in own) return spell(resolve(own[name]), `Fn::Sub of ${name}`);
      return spell(name.includes('.') ? getAttribute(name) : refer(name), `Fn::Sub of ${name}`);
    });
  };

  const join = (of: unknown): string => {
    const [delimiter, parts] = readList(of, 'Fn::Join');
    const list = readList(resolve(parts), 'Fn::Join');
    return list.map((part) => spell(part, 'Fn::Join')).join(readText(delimiter, 'Fn::Join'));
  };

  const select = (of: unknown): unknown => {
    const [index, list] = readList(of, 'Fn::Select').map(resolve);
    const items = readList(list, 'Fn::Select');
    const at = readWhole(index, 'Fn::Select');
    if (at < 0 || at >= items.length)
      throw new RunnerRefusal(`Fn::Select of ${at} from a list of ${items.length}`);
    return items[at];
  };

  const split = (of: unknown): readonly string[] => {
    const [delimiter, text] = readList(of, 'Fn::Split').map(resolve);
    return readText(text, 'Fn::Split').split(readText(delimiter, 'Fn::Split'));
  };

  const choose = (of: unknown): unknown => {
    const [condition, held, otherwise] = readList(of, 'Fn::If');
    return resolve(conditionHolds(readText(condition, 'Fn::If')) ? held : otherwise);
  };

  const findInMap = (of: unknown): unknown => {
    const [map, top, second] = readList(resolve(of), 'Fn::FindInMap').map((key) =>
      readText(key, 'Fn::FindInMap'),
    );
    const value = template.Mappings?.[map ?? '']?.[top ?? '']?.[second ?? ''];
    if (value === undefined)
      throw new RunnerRefusal(`Fn::FindInMap finds nothing at ${map}, ${top}, ${second}`);
    return value;
  };

  const conditionValue = (of: unknown): boolean => {
    const value = resolve(of);
    if (typeof value === 'boolean') return value;
    throw new RunnerRefusal(`a condition must be true or false, not ${JSON.stringify(value)}`);
  };

  function conditionHolds(name: string): boolean {
    const known = conditionsHeld.get(name);
    if (known !== undefined) return known;
    const condition = template.Conditions?.[name];
    if (condition === undefined) throw new RunnerRefusal(`the template has no condition ${name}`);
    const held = conditionValue(condition);
    conditionsHeld.set(name, held);
    return held;
  }

  const intrinsics: Readonly<Record<string, (of: unknown) => unknown>> = {
    Condition: (of) => conditionHolds(readText(of, 'Condition')),
    Ref: (of) => refer(readText(of, 'Ref')),
    'Fn::And': (of) => readList(of, 'Fn::And').every(conditionValue),
    'Fn::Base64': (of) => Buffer.from(readText(resolve(of), 'Fn::Base64')).toString('base64'),
    'Fn::Equals': (of) => {
      const [left, right] = readList(of, 'Fn::Equals').map(resolve);
      return JSON.stringify(left) === JSON.stringify(right);
    },
    'Fn::FindInMap': findInMap,
    'Fn::GetAtt': getAttribute,
    'Fn::If': choose,
    'Fn::Join': join,
    'Fn::Not': (of) => !readList(of, 'Fn::Not').every(conditionValue),
    'Fn::Or': (of) => readList(of, 'Fn::Or').some(conditionValue),
    'Fn::Select': select,
    'Fn::Split': split,
    'Fn::Sub': substitute,
  };

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== noValue);
    if (!isRecord(value)) return value;
    const [only, ...others] = Object.keys(value);
    if (only !== undefined && others.length === 0) {
      // A policy's `Condition` is an object; only a condition's name is text.
      const intrinsic =
        only === 'Condition' && typeof value[only] !== 'string' ? undefined : intrinsics[only];
      if (intrinsic !== undefined) return intrinsic(value[only]);
      if (only.startsWith('Fn::'))
        throw new RunnerRefusal(`the local runner does not know the function ${only}`);
    }
    const resolved: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      const inner = resolve(item);
      if (inner !== noValue) resolved[key] = inner;
    }
    return resolved;
  }

  const exchanged = (value: unknown): unknown => {
    if (typeof value === 'string') return exchangeAddresses(value);
    if (Array.isArray(value)) return value.map(exchanged);
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, exchanged(item)]));
  };

  const resourcesOnAws = (...types: readonly string[]): readonly ResolvedResource[] =>
    Object.entries(template.Resources)
      .filter(([, resource]) => types.includes(resource.Type))
      .filter(([, { Condition }]) => Condition === undefined || conditionHolds(Condition))
      .map(([logicalId, resource]) => ({
        logicalId,
        type: resource.Type,
        properties: readRecord(resolve(resource.Properties ?? {}), logicalId),
      }));

  const resources: TemplateValues['resources'] = (...types) =>
    resourcesOnAws(...types).map((resource) => ({
      ...resource,
      properties: readRecord(exchanged(resource.properties), resource.logicalId),
    }));

  return { resolve, resources, resourcesOnAws };
}
