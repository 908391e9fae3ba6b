return EcramSim.Cli.EcramCommand.Run(args);
