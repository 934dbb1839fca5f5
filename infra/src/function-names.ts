/** Every Lambda function of the saleroom: each is one file in `functions/src` and one bundle. */
export const functionNames = [
  'authorize',
  'connect',
  'disconnect',
  'hello',
  'ping',
  'bid',
  'lot',
  'unknown',
  'record',
  'settle',
  'broadcast',
  'close',
  'sweep',
  'http',
] as const;

export type FunctionName = (typeof functionNames)[number];
