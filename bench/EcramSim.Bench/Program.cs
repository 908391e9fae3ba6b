Console.WriteLine("headline");
