import { label } from '@maplebridge/contract';

/** Posts and relations that both case types of this plugin share. */
export const posts = {
  serviceWindow: { label: label('服务窗口', 'service window') },
  department: { label: label('承办部门', 'department') },
};

export const assignments = { calledDepartment: { label: label('被请部门', 'department called in') } };
