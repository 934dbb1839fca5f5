export { RunnerRefusal } from './runner-refusal.ts';
export { type Saleroom, type SaleroomOptions, startSaleroom } from './start-saleroom.ts';
export type { Template } from './template.ts';
