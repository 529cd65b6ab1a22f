export const runSubscriptions = async () => [];
