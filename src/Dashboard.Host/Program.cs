using Dashboard.Host.Commands;

return await CommandTree.Run(args);
