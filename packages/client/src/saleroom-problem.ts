import { parseAs, problemSchema } from '@gaveldrop/protocol';

/** Why a request to the saleroom got no answer of its own kind. */
export type SaleroomProblem = Error & {
  readonly name: 'SaleroomProblem';
  /** The HTTP status; 0 when the saleroom could not be reached. */
  readonly status: number;
  /**
   * The saleroom's stable code; or, where it gave none, `unreachable`, `not-signed-in`, `not-allowed`, `not-found`,
   * `too-many-requests`, `unavailable`, `unreadable-answer` or `refused`.
   */
  readonly code: string;
  /** For people: what was wrong. */
  readonly detail: string;
  /** The field that was wrong, where it was one. */
  readonly field?: string;
};

/** An error that is thrown as it is, with a stack and, where there is one, its cause. */
export function saleroomProblem(
  problem: Pick<SaleroomProblem, 'status' | 'code' | 'detail' | 'field'>,
  cause?: unknown,
): SaleroomProblem {
  const error = new Error(problem.detail, cause === undefined ? {} : { cause });
  return Object.assign(error, problem, { name: 'SaleroomProblem' as const });
}

export const isSaleroomProblem = (value: unknown): value is SaleroomProblem =>
  value instanceof Error && value.name === 'SaleroomProblem';

/** Whether the same request may well succeed a little later: a fault, not a refusal. */
export const isPassing = ({ status }: SaleroomProblem): boolean =>
  status === 0 || status === 408 || status === 429 || status >= 500;

/** What an answer says that is not the one asked for: problem details, or whatever a gateway says by itself. */
export function problemOf(status: number, body: unknown): SaleroomProblem {
  const parsed = parseAs(problemSchema, body);
  if (parsed.kind === 'valid') {
    const { code, detail, field } = parsed.value;
    return saleroomProblem({ status, code, detail, ...(field === undefined ? {} : { field }) });
  }
  return saleroomProblem({ status, ...plainly(status) });
}

function plainly(status: number): { readonly code: string; readonly detail: string } {
  if (status === 401) return { code: 'not-signed-in', detail: 'nobody is signed in, or no longer' };
  if (status === 403) return { code: 'not-allowed', detail: 'the saleroom does not allow this' };
  if (status === 404) return { code: 'not-found', detail: 'there is no such thing' };
  if (status === 429) return { code: 'too-many-requests', detail: 'too many requests at once' };
  if (status >= 500) return { code: 'unavailable', detail: 'the saleroom met a fault' };
  return { code: 'refused', detail: `the saleroom refused the request with status ${status}` };
}
