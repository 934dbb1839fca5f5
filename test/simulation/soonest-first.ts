/** Things to come, of which the soonest can be taken out. */
export type SoonestFirst<One> = {
  push(one: One): void;
  /** The soonest, which stays; undefined when there is nothing. */
  first(): One | undefined;
  /** The soonest, taken out. */
  pop(): One | undefined;
};

/** A binary heap: the soonest is first, and each is no sooner than the one at half its place. */
export function createSoonestFirst<One>(sooner: (one: One, other: One) => boolean): SoonestFirst<One> {
  const heap: One[] = [];
  const at = (place: number): One => heap[place] as One;
  return {
    first: () => heap[0],
    push: (one) => {
      let place = heap.length;
      heap.push(one);
      while (place > 0) {
        const parent = (place - 1) >> 1;
        if (!sooner(one, at(parent))) break;
        heap[place] = at(parent);
        place = parent;
      }
      heap[place] = one;
    },
    pop: () => {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined || heap.length === 0) return first;
      let place = 0;
      for (;;) {
        let child = place * 2 + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && sooner(at(child + 1), at(child))) child += 1;
        if (!sooner(at(child), last)) break;
        heap[place] = at(child);
        place = child;
      }
      heap[place] = last;
      return first;
    },
  };
}
