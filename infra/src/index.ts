export { buildPages } from './build-pages.ts';
export { type FunctionName, functionNames } from './function-names.ts';
export {
  type Synthesized,
  type SynthesizeOptions,
  synthesize,
  type Template,
  type TemplateResource,
} from './synthesize.ts';
