import { type Statement, statementCsv, statementHtml } from '@gaveldrop/settlement';

const forms = {
  'text/html': statementHtml,
  'text/csv': statementCsv,
  'application/json': (statement: Statement): string => JSON.stringify(statement),
} as const;
type Form = keyof typeof forms;

/** What one part of an Accept header asks for, and how much it is wanted: 0 to 1, 1 where it says nothing readable. */
function wish(part: string): { readonly type: string; readonly weight: number } {
  const [type = '', ...parameters] = part.toLowerCase().split(';');
  const given = parameters.map((one) => /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/.exec(one)?.[1]).find(Boolean);
  return { type: type.trim(), weight: given === undefined ? 1 : Number(given) };
}

const isForm = (type: string): type is Form => Object.hasOwn(forms, type);

/** The form that an Accept header wants most, the first of equals; JSON when it wants none of ours. */
function wantedForm(accept: string | undefined): Form {
  let best: { readonly type: Form; readonly weight: number } = { type: 'application/json', weight: 0 };
  for (const { type, weight } of (accept ?? '').split(',').map(wish))
    if (isForm(type) && weight > best.weight) best = { type, weight };
  return best.type;
}

/** A statement to read, to compute with or to print. */
export function statementResponse(statement: Statement, accept: string | undefined): Response {
  const form = wantedForm(accept);
  return new Response(forms[form](statement), {
    headers: { 'content-type': `${form}; charset=utf-8`, vary: 'accept' },
  });
}
