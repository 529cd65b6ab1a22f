/** Lets so many in at once; the others wait in line. */
export function openGate(places: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const line: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside >= places) await new Promise<void>((resolve) => line.push(resolve));
    else inside += 1;
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next)
        next(); // the place is handed on
      else inside -= 1;
    }
  };
}
