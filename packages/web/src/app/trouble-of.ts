import { isSaleroomProblem } from '@gaveldrop/client';
import { problemWords } from '../words/problem-words.ts';
import type { Trouble } from './trouble.ts';

/** A fault as trouble for the person in front of the page. */
export function troubleOf(fault: unknown): Trouble {
  if (!isSaleroomProblem(fault)) return { words: `This page made a mistake: ${String(fault)}` };
  const { code, detail, field } = fault;
  return { words: problemWords(code, detail), code, ...(field === undefined ? {} : { field }) };
}
