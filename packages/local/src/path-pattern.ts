/** Which paths, without their first slash, a distribution's path pattern means: `*` is any text, slashes too. */
export const pathPattern = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/^\//, '')
      .split('*')
      .map((part) => part.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('?', '.'))
      .join('.*')}$`,
  );
