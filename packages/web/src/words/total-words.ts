/** What an amount costs in all, and what that takes in: `$13.50 with premium and shipping`. */
export function totalWords(totalText: string, premium: boolean, shipping: boolean): string {
  if (premium && shipping) return `${totalText} with premium and shipping`;
  if (premium) return `${totalText} with premium`;
  if (shipping) return `${totalText} with shipping`;
  return `${totalText} in all, nothing on top`;
}
