import java.io.File;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** Arguments: flavour, file, flavour, file … ("3a", "ua1"). One line an answer: flavour, file, PASS or the rules broken. */
public class Validate {
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        for (int at = 0; at + 1 < arguments.length; at += 2) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[at]);
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(arguments[at + 1]), flavour);
                 PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                ValidationResult result = validator.validate(parser);
                StringBuilder broken = new StringBuilder();
                result.getFailedChecks().forEach((rule, times) ->
                    broken.append(rule.getClause()).append(" t").append(rule.getTestNumber()).append(" x").append(times).append("; "));
                boolean passed = result.isCompliant() && result.getTotalAssertions() > 0;
                System.out.println(arguments[at] + "\t" + arguments[at + 1] + "\t" + (passed ? "PASS" : "FAIL " + broken));
            }
        }
    }
}
