const width = 1600;
const rowHeight = 17;
const top = 44;
/** Narrower than this a frame can neither be read nor pointed at. */
const narrowest = 0.6;
const colours = { ours: '#c2593f', library: '#d9a441', node: '#7d9c6b', engine: '#8a8f98' };
const legend = { ours: 'this project', library: 'libraries', node: 'Node', engine: 'V8 and native' };

const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A flame graph that needs nothing but a browser: width is time, whoever called stands above whom they called, pointing shows the figures. */
export function flameOf(root, title) {
  const boxes = [];
  const scale = width / root.total;
  const place = (frame, x, depth) => {
    if (frame.total * scale < narrowest) return;
    boxes.push(boxOf({ frame, x, depth, scale, share: frame.total / root.total }));
    let left = x;
    for (const child of frame.children) {
      place(child, left, depth + 1);
      left += child.total * scale;
    }
  };
  place(root, 0, 0);
  const height = top + rowHeight * (1 + Math.max(...boxes.map(({ depth }) => depth)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="11">
<rect width="100%" height="100%" fill="#fff"/><text x="8" y="18" font-size="14">${escape(title)}</text>${keys()}
${boxes.map(({ svg }) => svg).join('\n')}\n</svg>\n`;
}

function boxOf({ frame, x, depth, scale, share }) {
  const long = frame.total * scale;
  const y = top + depth * rowHeight;
  const fits = Math.floor((long - 6) / 6.7);
  const label = fits > 3 ? `<text x="${(x + 3).toFixed(1)}" y="${y + 12}">${escape(frame.name.slice(0, fits))}</text>` : '';
  const hint = `${frame.name} ${frame.place}\n${(frame.total / 1000).toFixed(1)} ms, ${(100 * share).toFixed(1)} %`;
  const box = `<rect x="${x.toFixed(1)}" y="${y}" width="${long.toFixed(1)}" height="${rowHeight - 1}" fill="${colours[frame.owner]}" fill-opacity="0.75"/>`;
  return { depth, svg: `<g><title>${escape(hint)}</title>${box}${label}</g>` };
}

const keys = () =>
  Object.entries(legend)
    .map(([owner, text], index) => {
      const x = 8 + index * 150;
      return `<rect x="${x}" y="26" width="10" height="10" fill="${colours[owner]}"/><text x="${x + 15}" y="35">${text}</text>`;
    })
    .join('');
