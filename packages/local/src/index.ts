export { type StartedDynamoDbLocal, startDynamoDbLocal } from './dynamodb-local.ts';
export type { EndedInstance, EndingMoment } from './function-pool.ts';
export { RunnerRefusal } from './runner-refusal.ts';
export { type Saleroom, type SaleroomOptions, startSaleroom } from './start-saleroom.ts';
export { synthesizeTemplate } from './synthesize-template.ts';
export type { Template } from './template.ts';
