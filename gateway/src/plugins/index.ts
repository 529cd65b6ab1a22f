export { configJsonSchema } from './configFile';
export { loadPlugins, type LoadedPlugins, type PluginPlaces } from './loadPlugins';
export { PluginMistakes } from './mistakes';
