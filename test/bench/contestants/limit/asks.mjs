const post = (path, body) => ({ path, body: JSON.stringify(body) });

export const asks = {
  case: { send: (input) => [post('/case', input)], read: ([found]) => found },
  open: {
    send: (input) => [post('/open', input)],
    read: ([found]) => found,
  },
  page: { send: (input) => [post('/page', input)], read: ([rows]) => rows },
  mixed: { send: (input) => [post('/mixed', input)], read: ([rows]) => rows },
  counts: { send: (input) => [post('/counts', input)], read: ([rows]) => rows },
  sign: {
    send: (input) => [post('/sign', input)],
    read: ([{ state, phase, version, move }]) => ({ state, phase, version, move }),
  },
};
