export * from './limits.ts';
export * from './minor-digits.ts';
export * from './scalars.ts';
export * from './ulid-bytes.ts';
