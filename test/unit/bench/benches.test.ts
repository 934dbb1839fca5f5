import { describe, expect, test } from 'vitest';
import { benches } from '../../bench/benches/index.ts';

describe('the benches', () => {
  test('each has a name of its own, and a figure of that name', () => {
    const names = benches.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, figures } of benches) expect(Object.keys(figures)).toContain(name);
  });

  test('no figure is of another bench', () => {
    for (const { name, figures } of benches)
      for (const figure of Object.keys(figures))
        expect(figure === name || figure.startsWith(`${name}.`)).toBe(true);
  });
});
