/** Functions whose instances are ended, by what people call them. */
export const functionVictims = ['bid', 'close', 'record', 'settle', 'broadcast', 'http'] as const;
/** Processes that are killed and started again. */
export const processVictims = ['saleroom', 'queues', 'database'] as const;

export type FunctionVictim = (typeof functionVictims)[number];
export type ProcessVictim = (typeof processVictims)[number];
export type Victim = FunctionVictim | ProcessVictim;

/** Every kind of victim; a run kills each of them at least once. */
export const victims: readonly Victim[] = [...functionVictims, ...processVictims];

export const isProcess = (victim: Victim): victim is ProcessVictim =>
  (processVictims as readonly string[]).includes(victim);
