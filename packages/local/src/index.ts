export { RunnerRefusal } from './runner-refusal.ts';
export { type Saleroom, type SaleroomOptions, startSaleroom } from './start-saleroom.ts';
export { synthesizeTemplate } from './synthesize-template.ts';
export type { Template } from './template.ts';
