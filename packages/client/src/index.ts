export * from './client-limits.ts';
export * from './create-drop-client.ts';
export * from './drop-client-api.ts';
export * from './http-fetch.ts';
export * from './proof-keeper.ts';
export * from './saleroom-http.ts';
export * from './saleroom-problem.ts';
export * from './ticket-taker.ts';
