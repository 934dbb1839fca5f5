/** Says what woke it. */
export const handler = async (event) => {
  console.log(`woken by ${event['detail-type']}`);
};
