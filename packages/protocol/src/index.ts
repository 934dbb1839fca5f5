export * from './client-messages.ts';
export * from './http-schemas.ts';
export * from './lot-schemas.ts';
export * from './parse.ts';
export * from './phase.ts';
export * from './scalar-schemas.ts';
export * from './server-messages.ts';
