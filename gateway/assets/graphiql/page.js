import { GraphiQL } from 'graphiql';
import 'graphiql/graphiql.css';
import { createElement as h, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createFetcher } from './fetcher.js';
import './page.css';

const firstQuery = `# 枫桥 Maplebridge
#
# 在上方粘贴令牌（启动时终端列出），再按 ▶ 运行。
# Paste a token above, then press ▶.
# 订阅走 WebSocket，使用同一令牌。
# Subscriptions use the same token.
# 左侧文档图标说明每个类型、字段与参数。
# The book icon explains every type.

query Inbox {
  viewer {
    posts { label unit { name } }
    inbox(first: 10) {
      totalCount
      nodes { __typename id number summary status { label since } due { label dueAt } unit { name } }
    }
  }
  jurisdictions { typeName label }
}
`;

/** The token stays in this tab: it is gone when the tab is closed, and is never in a URL that a server sees. */
const kept = {
  read: (name) => window.sessionStorage.getItem(`maplebridge.${name}`) ?? '',
  write: (name, value) => window.sessionStorage.setItem(`maplebridge.${name}`, value),
};

const fromLink = new window.URLSearchParams(location.hash.slice(1)).get('token');
if (fromLink !== null) {
  kept.write('token', fromLink);
  history.replaceState(null, '', location.pathname);
}

function Page() {
  const [token, setToken] = useState(kept.read('token'));
  const [language, setLanguage] = useState(kept.read('language') || (window.navigator.language.startsWith('zh') ? 'zh-CN' : 'en'));
  const fetcher = useMemo(() => createFetcher({ token, language }), [token, language]);
  const keep = (name, set) => (event) => {
    const value = event.target.value.trim().replace(/^Bearer\s+/i, '');
    kept.write(name, value);
    set(value);
  };
  return [
    h('div', { className: 'bar', key: 'bar' }, [
      h('strong', { key: 'name' }, '枫桥 Maplebridge'),
      h('label', { key: 'token' }, [
        '令牌 Token',
        h('input', {
          key: 'input',
          type: 'password',
          autoComplete: 'off',
          spellCheck: false,
          value: token,
          onChange: keep('token', setToken),
        }),
      ]),
      h('label', { key: 'language', className: 'language' }, [
        '语言 Language',
        h('select', { key: 'select', value: language, onChange: keep('language', setLanguage) }, [
          h('option', { key: 'zh', value: 'zh-CN' }, '中文'),
          h('option', { key: 'en', value: 'en' }, 'English'),
        ]),
      ]),
    ]),
    h(
      'div',
      { className: 'editor', key: 'editor' },
      h(GraphiQL, { fetcher, defaultQuery: firstQuery, defaultEditorToolsVisibility: 'variables' }),
    ),
  ];
}

createRoot(document.getElementById('page')).render(h(Page));
