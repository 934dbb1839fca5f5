import type { NewDrop } from '@gaveldrop/protocol';
import { cents, type DurationMs } from '@gaveldrop/units';
import type { Trouble } from '../app/trouble.ts';
import { parseMoney } from '../money/parse-money.ts';
import type { DropForm } from './drop-form.ts';
import { presetLadder } from './ladder-presets.ts';
import { parsePercent } from './parse-percent.ts';
import { parseSeconds } from './parse-seconds.ts';

/** A part of the request, or what is wrong with the field it comes from, named as the saleroom names it. */
type Read<T> = { readonly value: T } | { readonly trouble: Trouble };

const wrong = (field: string, words: string): { readonly trouble: Trouble } => ({
  trouble: { field, words },
});

/** The request that a filled-in form makes, or the first thing that cannot be read; the rest is for the saleroom to judge. */
export function newDropOf(form: DropForm): Read<NewDrop> {
  const title = form.title.trim();
  if (title === '') return wrong('title', 'Give the drop a title.');
  const currency = form.currency.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return wrong('currency', 'Three letters, as USD.');
  const ladder = ladderOf(form, currency);
  if ('trouble' in ladder) return ladder;
  const closing = closingOf(form);
  if ('trouble' in closing) return closing;
  const terms = termsOf(form, currency);
  if ('trouble' in terms) return terms;
  return { value: { title, currency, ladder: ladder.value, closing: closing.value, terms: terms.value } };
}

function ladderOf(form: DropForm, currency: string): Read<NewDrop['ladder']> {
  const preset = presetLadder(form.ladder, currency);
  if (preset !== undefined) return { value: preset };
  try {
    // Whatever it spells is sent as it is: the saleroom says what is wrong with it, band by band.
    return { value: JSON.parse(form.ladderBands) as NewDrop['ladder'] };
  } catch {
    return wrong('ladder', 'This is not JSON: a list of bands, each with fromCents and incrementCents.');
  }
}

function closingOf(form: DropForm): Read<NewDrop['closing']> {
  const duration =
    form.ending === 'timed' ? secondsAt('closing.durationMs', form.durationSeconds) : undefined;
  if (duration !== undefined && 'trouble' in duration) return duration;
  const extension = extensionOf(form);
  if ('trouble' in extension) return extension;
  const durationPart = duration === undefined ? {} : { durationMs: duration.value };
  return { value: { ...durationPart, extension: extension.value } };
}

function extensionOf(form: DropForm): Read<NewDrop['closing']['extension']> {
  if (form.extension !== 'reset' && form.extension !== 'add') return { value: { mode: 'none' } };
  const here = 'closing.extension';
  const window = secondsAt(`${here}.windowMs`, form.windowSeconds);
  if ('trouble' in window) return window;
  const amount = secondsAt(`${here}.amountMs`, form.amountSeconds);
  if ('trouble' in amount) return amount;
  const shrink = parsePercent(form.shrinkPercent);
  if (shrink.kind === 'invalid') return wrong(`${here}.shrinkBp`, shrink.problem);
  const capped = form.capSeconds.trim() !== '';
  const cap = capped ? secondsAt(`${here}.capMs`, form.capSeconds) : undefined;
  if (cap !== undefined && 'trouble' in cap) return cap;
  return {
    value: {
      mode: form.extension,
      windowMs: window.value,
      amountMs: amount.value,
      ...(shrink.rateBp === 10_000 ? {} : { shrinkBp: shrink.rateBp }),
      ...(cap === undefined ? {} : { capMs: cap.value }),
    },
  };
}

function secondsAt(field: string, typed: string): Read<DurationMs> {
  const parsed = parseSeconds(typed);
  return parsed.kind === 'invalid' ? wrong(field, parsed.problem) : { value: parsed.durationMs };
}

function termsOf(form: DropForm, currency: string): Read<NewDrop['terms']> {
  const commission = parsePercent(form.commissionPercent);
  if (commission.kind === 'invalid') return wrong('terms.commission', commission.problem);
  const premium = parsePercent(form.premiumPercent);
  if (premium.kind === 'invalid') return wrong('terms.buyersPremium', premium.problem);
  const processing = parsePercent(form.processingPercent);
  if (processing.kind === 'invalid') return wrong('terms.processing.rateBp', processing.problem);
  const fixed = parseMoney(form.processingFixed, currency, 0);
  if (fixed.kind === 'invalid') return wrong('terms.processing.fixedCents', fixed.problem);
  const bandsOf = (rateBp: typeof commission.rateBp) => [{ fromCents: cents(0), rateBp }];
  return {
    value: {
      commission: { bands: bandsOf(commission.rateBp) },
      ...(premium.rateBp === 0 ? {} : { buyersPremium: { bands: bandsOf(premium.rateBp) } }),
      processing: { rateBp: processing.rateBp, fixedCents: fixed.amountCents, base: 'order-total' },
    },
  };
}
