export * from './drop-client-api.ts';
