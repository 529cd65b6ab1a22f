const size = { width: 900, row: 26, left: 150, right: 90, top: 58 };
const colours = { limit: '#8a8f98', loop: '#8a8f98', gateway: '#c2593f', postgraphile: '#4f7cac', mercurius: '#d9a441', naive: '#7d9c6b' };
const other = ['#4f7cac', '#7d9c6b', '#a77fb5'];
const isLimit = ({ contestant }) => contestant === 'limit' || contestant === 'loop';

const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const colourOf = ({ contestant }, index) => colours[contestant] ?? other[index % other.length];
const plain = (number) => (number >= 100 ? Math.round(number).toLocaleString('en') : number.toFixed(1));

/** CPU of each contestant for a request, each workload on its own scale from zero: a bar half as long costs half. */
export function chartOf(rows, machine) {
  const largest = ({ name, cases = 0 }) => !rows.some((other) => other.name === name && (other.cases ?? 0) > cases);
  const blocks = rows.filter((row) => row.figures?.some(isLimit) && largest(row));
  let y = size.top;
  const drawn = blocks.map((row) => {
    const block = blockOf(row, y);
    y += block.height;
    return block.svg;
  });
  const title = `CPU for each request, server and PostgreSQL together, in microseconds: shorter is better`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${y + 12}" font-family="system-ui, sans-serif" font-size="12" fill="#2b2f36">
<title>${title}</title><rect width="100%" height="100%" fill="#fff"/>
<text x="16" y="24" font-size="15">${title}</text>
<text x="16" y="42" fill="#666">${escape(`${machine.cpu}, ${machine.cores} cores; darker part: server, lighter part: PostgreSQL`)}</text>
${drawn.join('\n')}\n</svg>\n`;
}

function blockOf({ name, cases, figures }, y) {
  const longest = Math.max(...figures.map(({ cpu }) => cpu));
  const scale = (size.width - size.left - size.right) / longest;
  const heading = `<text x="16" y="${y + 14}" font-weight="600">${escape(name)}${cases ? ` · ${cases.toLocaleString('en')} cases` : ''}</text>`;
  const bars = figures.map((figure, index) => barOf({ figure, colour: colourOf(figure, index), scale, y: y + 22 + index * size.row }));
  return { svg: [heading, ...bars].join('\n'), height: 22 + figures.length * size.row + 16 };
}

function barOf({ figure, colour, scale, y }) {
  const server = Math.min(figure.server, figure.cpu) * scale;
  const rest = Math.max(0, figure.cpu * scale - server);
  const at = (x, width, opacity) =>
    `<rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(width, 0.5).toFixed(1)}" height="18" fill="${colour}" fill-opacity="${opacity}"/>`;
  return `<text x="${size.left - 8}" y="${y + 13}" text-anchor="end">${escape(figure.contestant)}</text>
${at(size.left, server, 1)}${at(size.left + server, rest, 0.45)}<text x="${(size.left + server + rest + 6).toFixed(1)}" y="${y + 13}">${plain(figure.cpu)}</text>`;
}
