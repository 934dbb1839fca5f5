/**
 * How often a second a snapshot is fetched for places at the edge that keep it for a while: a fetch begins that while, and the
 * next look after its end, which for looks that come by chance is a mean 1 / rate later, fetches again. So at one place
 * fetches are a mean `keepsS` + 1 / rate apart.
 * @param looksPerS looks a second at all places together, 0 or more, as many at one as at another.
 * @param edges places, 1 or more.
 * @param keepsS how long each keeps what it fetched, in seconds.
 */
export function fetchRate(looksPerS: number, edges: number, keepsS: number): number {
  if (looksPerS <= 0) return 0;
  return edges / (keepsS + edges / looksPerS);
}
