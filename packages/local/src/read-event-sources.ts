import type { FindFunction, FunctionPlan } from './read-functions.ts';
import { type RecordPattern, readPatterns } from './record-pattern.ts';
import { RunnerRefusal } from './runner-refusal.ts';
import {
  readFlag,
  readList,
  readOptional,
  readRecord,
  readText,
  readTexts,
  readWhole,
} from './template-properties.ts';
import type { ResolvedResource, TemplateValues } from './template-values.ts';

type SourceBase = {
  /** The mapping's logical id: its checkpoint is kept under it. */
  readonly name: string;
  readonly invokes: FunctionPlan;
  readonly batchSize: number;
  readonly reportsItemFailures: boolean;
  /** A record is handed on when it matches one of these, or when there are none. */
  readonly patterns: readonly RecordPattern[];
};

/** A DynamoDB stream that invokes a function. */
export type StreamSourcePlan = SourceBase & {
  readonly kind: 'stream';
  readonly tableName: string;
  readonly startsAt: 'TRIM_HORIZON' | 'LATEST';
  readonly parallelization: number;
  readonly bisects: boolean;
  /** Undefined: until the record expires. */
  readonly retryAttemptsMax: number | undefined;
  /** Undefined: until the record expires. */
  readonly recordAgeMaxMs: number | undefined;
};

/** A queue that invokes a function. */
export type QueueSourcePlan = SourceBase & {
  readonly kind: 'queue';
  readonly queueName: string;
  readonly concurrencyMax: number | undefined;
};

const endless = (value: number | undefined): number | undefined =>
  value === undefined || value < 0 ? undefined : value;

function readSource(
  { logicalId, properties }: ResolvedResource,
  findFunction: FindFunction,
): StreamSourcePlan | QueueSourcePlan {
  const whole = (key: string): number | undefined =>
    readOptional(readWhole, properties[key], `${logicalId}.${key}`);
  if ((whole('MaximumBatchingWindowInSeconds') ?? 0) > 0) {
    throw new RunnerRefusal(`${logicalId} has a batching window, which the local runner does not keep`);
  }
  const filters = readOptional(readRecord, properties.FilterCriteria, `${logicalId}.FilterCriteria`)?.Filters;
  const source = readText(properties.EventSourceArn, `${logicalId}.EventSourceArn`);
  const base = {
    name: logicalId,
    invokes: findFunction(readText(properties.FunctionName, `${logicalId}.FunctionName`)),
    reportsItemFailures: (
      readOptional(readTexts, properties.FunctionResponseTypes, `${logicalId}.FunctionResponseTypes`) ?? []
    ).includes('ReportBatchItemFailures'),
    patterns: readPatterns(readOptional(readList, filters, `${logicalId} filters`) ?? [], logicalId),
  };

  const [, , service] = source.split(':');
  switch (service) {
    case 'dynamodb': {
      const recordAgeMaxS = endless(whole('MaximumRecordAgeInSeconds'));
      const startsAt = readText(properties.StartingPosition, `${logicalId}.StartingPosition`);
      if (startsAt !== 'TRIM_HORIZON' && startsAt !== 'LATEST') {
        throw new RunnerRefusal(`${logicalId} starts at ${startsAt}, which a DynamoDB stream does not know`);
      }
      return {
        ...base,
        kind: 'stream',
        tableName: source.split('/')[1] ?? '',
        startsAt,
        batchSize: whole('BatchSize') ?? 100,
        parallelization: whole('ParallelizationFactor') ?? 1,
        bisects: readFlag(properties.BisectBatchOnFunctionError, `${logicalId}.BisectBatchOnFunctionError`),
        retryAttemptsMax: endless(whole('MaximumRetryAttempts')),
        recordAgeMaxMs: recordAgeMaxS === undefined ? undefined : recordAgeMaxS * 1_000,
      };
    }
    case 'sqs': {
      const scaling = readOptional(readRecord, properties.ScalingConfig, `${logicalId}.ScalingConfig`);
      return {
        ...base,
        kind: 'queue',
        queueName: source.split(':').at(-1) ?? '',
        batchSize: whole('BatchSize') ?? 10,
        concurrencyMax: readOptional(readWhole, scaling?.MaximumConcurrency, `${logicalId}.ScalingConfig`),
      };
    }
    default:
      throw new RunnerRefusal(`${logicalId} reads ${source}, which the local runner does not know`);
  }
}

/** The template's event source mappings that are enabled; a dead-letter queue wired for redrive is usually not. */
export function readEventSources(
  values: TemplateValues,
  findFunction: FindFunction,
): readonly (StreamSourcePlan | QueueSourcePlan)[] {
  return values
    .resources('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties.Enabled !== false)
    .map((resource) => readSource(resource, findFunction));
}
