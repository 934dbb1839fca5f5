export * from './limits.ts';
export * from './scalars.ts';
export * from './ulid-bytes.ts';
