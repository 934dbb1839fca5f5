/** Why a bid that was given without a connection binds nobody. */
export const notSentWords = 'Not sent: there was no connection';
