/** The part of the address that shows the form for a new drop. */
export const newDropHash = '#/new';
