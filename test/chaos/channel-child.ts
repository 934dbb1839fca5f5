import { serveParent } from '../../packages/local/src/serve-parent.ts';

// Stands in for a saleroom in a process of its own: knows the function `bid`, and says `ready` when it listens.
const only = (name: string): void => {
  if (name !== 'bid') throw new Error(`no function is called ${name}`);
};
serveParent({
  endFunctionInstance: async (name, moment) => {
    only(name);
    return { working: moment?.withinMs === 4_000 && moment.afterMs === 3 };
  },
  nextFunctionEvent: async (name, withinMs) => {
    only(name);
    // One that never comes, for whoever wants to see this process end meanwhile.
    if (withinMs === 60_000) return new Promise<boolean>(() => undefined);
    return withinMs === 4_000;
  },
});
process.stdout.write('ready\n');
