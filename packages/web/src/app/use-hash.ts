import { useEffect, useState } from 'preact/hooks';

/** What stands behind the # of the address, which says where on the page one is; the back button works. */
export function useHash(): string {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = (): void => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return hash;
}
